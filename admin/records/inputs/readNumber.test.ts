import { beforeAll, describe, expect, test } from 'vitest'
import { writeNumber } from '../../format.ts'
import { speak } from '../../providers/i18n.ts'
import { readNumber } from './readNumber.ts'

const money = { kind: 'money', unit: '€' } as const
const area = { kind: 'number', unit: 'm²' } as const
const rooms = { kind: 'integer' } as const
const latitude = { kind: 'number' } as const

describe('money, areas and whole numbers: three digits after one mark are thousands', () => {
  test.each([
    ['', null],
    ['  ', null],
    ['€', null],
    ['185000', 185_000],
    ['185000,50', 185_000.5],
    ['185000.50', 185_000.5],
    ['185.000', 185_000],
    ['185,000', 185_000],
    ['185.000,50', 185_000.5],
    ['185,000.50 €', 185_000.5],
    ['€ 1.250.000', 1_250_000],
    ['1,250,000', 1_250_000],
    ['1.250.000,5', 1_250_000.5],
    ['185 000,50', 185_000.5],
    ['185\u00a0000', 185_000],
    ['78,5', 78.5],
    ['78,5 m²', 78.5],
    ['1.250', 1250],
    ['1250,125', 1250.125],
    ['0,125', 0.125],
    [',5', 0.5],
    ['185,', 185],
    ['-3', -3],
  ])('%s', (typed, value) => {
    for (const field of [money, area, rooms]) expect(readNumber(field, typed)).toBe(value)
  })
})

test.each([
  ['37.983', 37.983],
  ['37,983', 37.983],
  ['23,7275', 23.7275],
  ['-0.125', -0.125],
  ['1,250.5', 1250.5],
  ['1.250.000', 1_250_000],
])('a bare number, such as a latitude, keeps three decimals: %s', (typed, value) => {
  expect(readNumber(latitude, typed)).toBe(value)
})

test.each([
  'abc',
  '1e5',
  '12 rooms',
  '1.2.3',
  '1.25.000',
  '1,2.3,4',
  '1.250,000,5',
  '18 5',
  '--1',
  '-',
  '.',
  '0x10',
  'Infinity',
])('not a number, and left as typed: %s', (typed) => {
  for (const field of [money, area, rooms, latitude]) expect(readNumber(field, typed)).toBe(typed)
})

describe.each(['el', 'en'] as const)('in %s', (locale) => {
  beforeAll(() => speak(locale))

  test.each([0.01, 0.5, 78.5, 999.99, 1000, 1250, 9999.5, 10_000, 185_000.5, 999_999_999.99, 37.983, 23.72751, -5])(
    'what a field shows is read as the same number: %s',
    (value) => {
      for (const field of [money, area, rooms, latitude]) {
        if (field !== latitude && !Number.isInteger(value * 100)) continue
        expect(readNumber(field, writeNumber(field, value))).toBe(value)
      }
    },
  )
})
