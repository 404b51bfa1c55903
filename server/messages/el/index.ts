import { faults } from '../../resources/labels/faults.el.ts'
import { access } from './access.ts'
import { billing } from './billing.ts'
import { clients } from './clients.ts'
import { http } from './http.ts'
import { imports } from './imports.ts'
import { media } from './media.ts'
import { records } from './records.ts'
import { webhooks } from './webhooks.ts'

/** Everything the server says to people, in Greek by the English text. What is not here does not compile where it is said. */
export const el = {
  ...http,
  ...access,
  ...records,
  ...clients,
  ...imports,
  ...media,
  ...webhooks,
  ...billing,
  ...faults,
}
