import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { PlayedStripe } from './playedStripe.ts'

// A played Stripe as a process, for the browser tests: checkout and portal lead straight back, and whoever asks the second
// address pays what was opened last. `APP_URL`: where events go.
const appUrl = process.env['APP_URL'] ?? ''
const stripe = new PlayedStripe()
stripe.leadBack = true
const url = await stripe.start()

const payments = createServer((_req, res) => void pay().then((status) => res.writeHead(status).end()))
payments.listen(0, '127.0.0.1', () => {
  const { port } = payments.address() as AddressInfo
  console.log(JSON.stringify({ stripe: url, payments: `http://127.0.0.1:${port}` }))
})

async function pay(): Promise<number> {
  const session = stripe.all('checkout.session', { status: 'open' }).at(-1)
  if (!session) return 404
  const subscription = stripe.subscribe(String(session['customer']), String(session['price']))
  stripe.bill(subscription, { status: 'paid', amount_remaining: 0 })
  Object.assign(session, { status: 'complete' })
  return stripe.send(appUrl, stripe.event('checkout.session.completed', session))
}
