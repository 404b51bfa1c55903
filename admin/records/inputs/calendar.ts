import dayjs from 'dayjs'
import 'dayjs/locale/en-gb'

// Weeks begin on Monday.
dayjs.locale('en-gb')

export { default, type Dayjs } from 'dayjs'
