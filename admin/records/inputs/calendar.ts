import dayjs from 'dayjs'
import 'dayjs/locale/el'
import 'dayjs/locale/en-gb'
import { locale } from '../../providers/i18n.ts'

// Weeks begin on Monday in both. A file of its own for each would be larger than these names of days and months.
dayjs.locale(locale() === 'el' ? 'el' : 'en-gb')

export { default, type Dayjs } from 'dayjs'
