import { locale } from '../providers/i18n.ts'
import './page.css'

/** Said without the other texts, as these may be what could not be loaded. */
const words = {
  el: {
    title: 'Το Oikion δεν είναι διαθέσιμο',
    body: 'Ο διακομιστής δεν απαντά. Ελέγξτε τη σύνδεση και δοκιμάστε ξανά.',
    retry: 'Δοκιμή ξανά',
  },
  en: {
    title: 'Oikion cannot be reached',
    body: 'The server does not answer. Check the connection, then try again.',
    retry: 'Try again',
  },
}

/** Shown when not even the session could be asked for: the server is down or the network is. */
export function StartError() {
  const { title, body, retry } = words[locale()]
  return (
    <main className="page">
      <h1>{title}</h1>
      <p role="alert">{body}</p>
      <button className="plain-button" type="button" onClick={() => location.reload()}>
        {retry}
      </button>
    </main>
  )
}
