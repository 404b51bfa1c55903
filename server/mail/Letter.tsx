/** @jsxRuntime automatic */
// Said here, too: started from another folder, tsx finds no tsconfig.
import type { CSSProperties } from 'react'
import type { Language } from '../resources/settings.ts'
import type { Texts, Words } from './texts.ts'

const accent = '#0d6772'
const ink = '#1b2327'
const quiet = '#5f6b71'
const line = '#e4e8ea'
const font =
  "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Helvetica Neue', 'DejaVu Sans', Arial, sans-serif"

/** What inline styles cannot say. Clients that drop it show the light page, which is complete. */
const sheet = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (max-width: 520px) { .page { padding: 0 !important; } .card { border-radius: 0 !important; border-width: 0 0 1px !important; } .inside { padding: 28px 20px !important; } .foot { padding: 20px !important; } .button { display: block !important; text-align: center !important; } }
@media (prefers-color-scheme: dark) {
  .page { background: #14181b !important; } .card { background: #1b2024 !important; border-color: #2b3338 !important; }
  .ink { color: #e6eaec !important; } .quiet { color: #98a3a9 !important; } .link { color: #63c1cb !important; }
  .box { background: #20262a !important; border-color: #2b3338 !important; } .rule { border-color: #2b3338 !important; }
}`

const paragraph: CSSProperties = { margin: '0 0 16px', fontSize: 16, lineHeight: '24px', color: ink }
const small: CSSProperties = { margin: '0 0 12px', fontSize: 14, lineHeight: '21px', color: quiet }
const box: CSSProperties = { background: '#f5f6f7', border: `1px solid ${line}`, borderRadius: 6, margin: '0 0 20px' }

/** Kept by inboxes to the preview line, which would run on into the letter's first words. */
const padding = '\u00a0\u200c'.repeat(90)

export interface LetterProps {
  language: Language
  words: Words
  frame: Texts['frame']
  link?: string
  code?: string
  canReply: boolean
}

/**
 * The page of every mail. Its text part is made from the same markup: what is marked `data-skip-in-text` is for eyes
 * only.
 */
export function Letter({ language, words, frame, link, code, canReply }: LetterProps) {
  return (
    <html lang={language}>
      <head>
        <meta httpEquiv="Content-Type" content="text/html; charset=utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no" />
        <title>{words.subject}</title>
        <style>{sheet}</style>
      </head>
      <body className="page" style={{ margin: 0, padding: 0, background: '#f5f6f7', fontFamily: font }}>
        <div
          data-skip-in-text
          style={{ display: 'none', maxHeight: 0, overflow: 'hidden', opacity: 0, lineHeight: '1px' }}
        >
          {words.preview}
          {padding}
        </div>
        <table role="presentation" width="100%" cellPadding={0} cellSpacing={0} border={0}>
          <tbody>
            <tr>
              <td className="page" align="center" style={{ padding: '32px 16px', background: '#f5f6f7' }}>
                <table
                  role="presentation"
                  width="100%"
                  cellPadding={0}
                  cellSpacing={0}
                  border={0}
                  style={{ maxWidth: 560, textAlign: 'left' }}
                >
                  <tbody>
                    <tr>
                      <td
                        className="card inside"
                        style={{ background: '#ffffff', border: `1px solid ${line}`, borderRadius: 8, padding: 36 }}
                      >
                        <p
                          className="link"
                          data-skip-in-text
                          style={{ margin: '0 0 24px', fontSize: 15, fontWeight: 700, color: accent }}
                        >
                          Oikion
                        </p>
                        <Message words={words} frame={frame} link={link} code={code} />
                      </td>
                    </tr>
                    <tr>
                      <td className="foot" style={{ padding: '20px 36px' }}>
                        <p className="quiet" style={{ margin: 0, fontSize: 13, lineHeight: '20px', color: quiet }}>
                          {words.reason} {canReply ? frame.reply : frame.noReply}
                        </p>
                        <p
                          className="quiet"
                          style={{ margin: '8px 0 0', fontSize: 13, lineHeight: '20px', color: quiet }}
                        >
                          {frame.about}
                        </p>
                      </td>
                    </tr>
                  </tbody>
                </table>
              </td>
            </tr>
          </tbody>
        </table>
      </body>
    </html>
  )
}

function Message({ words, frame, link, code }: Pick<LetterProps, 'words' | 'frame' | 'link' | 'code'>) {
  return (
    <>
      <h1 className="ink" style={{ margin: '0 0 16px', fontSize: 24, lineHeight: '31px', fontWeight: 600, color: ink }}>
        {words.heading}
      </h1>
      {words.lead.map((text) => (
        <p key={text} className="ink" style={paragraph}>
          {text}
        </p>
      ))}
      {code && (
        <p
          className="ink box"
          style={{ ...box, padding: '14px 18px', textAlign: 'center', color: ink, fontSize: 24, lineHeight: '34px' }}
        >
          <span
            style={{ fontFamily: "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace", letterSpacing: 3 }}
          >
            {code}
          </span>
        </p>
      )}
      {words.facts && <FactList facts={words.facts} />}
      {link && <Way link={link} label={words.button ?? link} />}
      {words.until && (
        <p className="quiet" style={small}>
          {words.until}
        </p>
      )}
      <p className="ink" style={{ ...small, color: ink }}>
        {words.notYou}
      </p>
      {link && <WrittenOut link={link} otherwise={frame.otherwise} />}
    </>
  )
}

function FactList({ facts }: { facts: [string, string][] }) {
  return (
    <div className="box" style={{ ...box, padding: '14px 18px 8px' }}>
      {facts.map(([label, value]) => (
        <p
          key={`${label} ${value}`}
          className="ink fact"
          style={{ ...paragraph, margin: '0 0 6px', fontSize: 15, lineHeight: '22px' }}
        >
          <span className="quiet" style={{ color: quiet }}>
            {label}:
          </span>{' '}
          <span style={{ fontWeight: 600, wordBreak: 'break-word' }}>{value}</span>
        </p>
      ))}
    </div>
  )
}

function Way({ link, label }: { link: string; label: string }) {
  return (
    <p style={{ margin: '4px 0 20px' }}>
      <a
        className="button"
        href={link}
        style={{
          display: 'inline-block',
          padding: '12px 24px',
          borderRadius: 6,
          background: accent,
          color: '#ffffff',
          fontSize: 16,
          lineHeight: '22px',
          fontWeight: 600,
          textDecoration: 'none',
        }}
      >
        {label}
      </a>
    </p>
  )
}

function WrittenOut({ link, otherwise }: { link: string; otherwise: string }) {
  return (
    <p
      data-skip-in-text
      className="quiet rule"
      style={{ ...small, margin: '20px 0 0', paddingTop: 18, borderTop: `1px solid ${line}`, fontSize: 13 }}
    >
      {otherwise}
      <br />
      <a className="link" href={link} style={{ color: accent, wordBreak: 'break-all' }}>
        {link}
      </a>
    </p>
  )
}
