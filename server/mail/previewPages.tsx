/** @jsxRuntime automatic */
// Said here, too: started from another folder, tsx finds no tsconfig.
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import type { ComposedMail } from './compose.tsx'
import { stateOf, type MailRow } from './row.ts'

const sheet = `
:root { color-scheme: light dark; --line: #e4e8ea; --quiet: #5f6b71; --accent: #0d6772; }
@media (prefers-color-scheme: dark) { :root { --line: #2b3338; --quiet: #98a3a9; --accent: #63c1cb; } }
body { font: 14px/1.5 system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif; max-width: 900px; margin: 0 auto; padding: 24px 16px; }
h1 { font-size: 20px; margin: 0 0 4px; } h2 { font-size: 15px; margin: 24px 0 8px; } a { color: var(--accent); }
p.note, dt { color: var(--quiet); margin: 0 0 16px; } dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 16px; } dt, dd { margin: 0; }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; } th { text-align: left; color: var(--quiet); font-weight: 600; }
th, td { padding: 6px 12px 6px 0; border-bottom: 1px solid var(--line); } td { vertical-align: top; }
iframe { width: 100%; height: 780px; border: 1px solid var(--line); border-radius: 6px; background: #fff; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid var(--line); border-radius: 6px; padding: 16px; }
`

/** The newest mails as a page that renews itself. */
export function listPage(mails: MailRow[]): string {
  return page(
    'Outbox',
    <>
      <meta httpEquiv="refresh" content="5" />
      <h1>Outbox</h1>
      <p className="note">The newest 100 mails, for development only. Without a Resend key they stay here.</p>
      {mails.length === 0 ? (
        <p>No mail yet. Ask for one: sign up, reset a password or invite somebody.</p>
      ) : (
        <div className="wide">
          <MailTable mails={mails} />
        </div>
      )}
    </>,
  )
}

function MailTable({ mails }: { mails: MailRow[] }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Mail</th>
          <th scope="col">To</th>
          <th scope="col">Queued</th>
          <th scope="col">State</th>
        </tr>
      </thead>
      <tbody>
        {mails.map((mail) => (
          <tr key={mail.id}>
            <td>
              <a href={`/dev/mails/${mail.id}`}>{mail.kind}</a>
            </td>
            <td>{mail.recipient}</td>
            <td>{mail.createdAt.toISOString()}</td>
            <td>{[stateOf(mail), mail.error].filter(Boolean).join(': ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** One mail, both parts. Its links open in tabs of their own; scripts in it would not run. */
export function mailPage(mail: MailRow, { subject, html, text }: ComposedMail): string {
  return page(
    subject,
    <>
      <p className="note">
        <a href="/dev/mails">Outbox</a>
      </p>
      <h1>{subject}</h1>
      <dl>
        <dt>To</dt>
        <dd>{mail.recipient}</dd>
        <dt>Kind</dt>
        <dd>
          {mail.kind}, {mail.locale}
        </dd>
        <dt>State</dt>
        <dd>{[stateOf(mail), mail.error].filter(Boolean).join(': ')}</dd>
      </dl>
      <h2>HTML part</h2>
      <iframe
        title="HTML part"
        sandbox="allow-popups allow-popups-to-escape-sandbox"
        srcDoc={html.replace('<head>', '<head><base target="_blank">')}
      />
      <h2>Text part</h2>
      <pre>{text}</pre>
    </>,
  )
}

function page(title: string, body: ReactNode): string {
  return `<!doctype html>${renderToStaticMarkup(
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <style>{sheet}</style>
      </head>
      <body>
        <main>{body}</main>
      </body>
    </html>,
  )}`
}
