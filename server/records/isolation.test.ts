import { describeIsolation } from '../test/isolation.ts'

describeIsolation()
