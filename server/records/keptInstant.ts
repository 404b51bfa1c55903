/** Whether PostgreSQL and ISO 8601 both write this moment in the usual way: neither year 0, nor years beyond four digits. */
export function isKept(at: Date): boolean {
  return !Number.isNaN(at.getTime()) && at >= first && at <= last
}

const first = new Date('0001-01-01T00:00:00Z')
const last = new Date('9999-12-31T23:59:59.999Z')
