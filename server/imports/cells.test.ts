import { describe, expect, it } from 'vitest'
import { clients } from '../resources/clients.ts'
import { fieldOf, type Field } from '../resources/fields.ts'
import { properties } from '../resources/properties.ts'
import { guard, unguard } from '../records/guard.ts'
import { cellReader } from './cells.ts'
import { parseDay, parseInstant } from './dates.ts'
import { guessDelimiter } from './inspect.ts'
import { decimalsOf, Marks, markOf, parseGrouped, parseNumber } from './numbers.ts'

describe('numbers', () => {
  it.each([
    ['250000', '.', 250000],
    ['250000.50', '.', 250000.5],
    ['250.000,50 €', ',', 250000.5],
    ['€ 250,000.50', '.', 250000.5],
    ['1.500', ',', 1500],
    ['1.500', '.', 1.5],
    ['1.500', 'both', undefined],
    ['1.500,5', 'both', 1500.5],
    ['85,5 m²', ',', 85.5],
    ['12 %', '.', 12],
    ['1 250 000', ',', 1250000],
    ['1e+05', '.', 100000],
    ['−3', '.', -3],
    ['-0.3935383', '.', -0.3935383],
    ['.5', '.', 0.5],
    ['1,50,000', '.', undefined],
    ['12a', '.', undefined],
    ['', '.', undefined],
    ['1.2.3', '.', undefined],
  ] as const)('%s with decimal %s is %s', (text, mark, value) => {
    expect(parseNumber(text, mark)).toBe(value)
  })

  it.each([
    ['1.500', null],
    ['1,500', null],
    ['1500', null],
    ['1320.125', '.'],
    ['0.125', '.'],
    ['85,5', ','],
    ['1.500.000', ','],
    ['250.000,50 €', ','],
    ['31.12.2025', null],
    ['210.123.4567', null],
    ['1.2,3,4', null],
  ])('%s proves the decimal mark %s', (text, mark) => {
    expect(markOf(text)).toBe(mark)
  })

  it('a column without proof reads like the numbers of its file, and a file without proof by its delimiter', () => {
    const marks = new Marks()
    marks.look(['85,5', '1.500', '210.1234567'])
    expect(marks.columns).toEqual([',', undefined, '.'])
    expect(decimalsOf(marks.columns, [0, 1], ',').get(1)).toEqual({ mark: ',', isProven: false })
    expect(decimalsOf(marks.columns, [0, 1, 2], ';').get(1)).toEqual({ mark: ',', isProven: false })
    expect(decimalsOf(marks.columns, [1], ',').get(1)).toEqual({ mark: '.', isProven: false })
    marks.look(['85.5', '', ''])
    expect(decimalsOf(marks.columns, [0], ',').get(0)).toEqual({ mark: 'both', isProven: true })
  })

  it.each([
    ['250.000', '.', false, 250_000],
    ['250.000', ',', true, 250_000],
    ['250,000 €', '.', true, 250_000],
    ['250,000', ',', false, 250_000],
    ['250.000', '.', true, undefined],
    ['250.00', '.', false, 250],
    ['250.5', '.', true, 250.5],
    ['0.125', '.', false, 0.125],
  ] as const)('money %s with decimal %s, proven %s, is %s', (text, mark, isProven, value) => {
    expect(parseGrouped(text, { mark, isProven })).toBe(value)
  })

  it('a price is not read by what a column of telephone numbers proves', () => {
    const price = fieldOf(properties, 'listPrice')
    expect(cellReader(properties, price, { mark: '.', isProven: false })('250.000')).toEqual({ value: 250_000 })
  })
})

describe('days and times', () => {
  it.each([
    ['31/12/2025', '2025-12-31'],
    ['1.2.2025', '2025-02-01'],
    ['31-12-2025', '2025-12-31'],
    ['2025-12-31', '2025-12-31'],
    ['12/31/2025', undefined],
    ['29/02/2025', undefined],
    ['31/12/25', undefined],
    ['0000-01-02', undefined],
    ['01/01/0000', undefined],
    ['0001-01-01', '0001-01-01'],
  ])('%s is the day %s', (text, day) => expect(parseDay(text)).toBe(day))

  it.each([
    ['31/12/2025 18:30', '2025-12-31T16:30:00.000Z'],
    ['1/7/2025 9:05', '2025-07-01T06:05:00.000Z'],
    ['31/12/2025', '2025-12-30T22:00:00.000Z'],
    ['2025-12-31', '2025-12-30T22:00:00.000Z'],
    ['2025-12-31T18:30:00Z', '2025-12-31T18:30:00.000Z'],
    ['2025-12-31T18:30:00.123Z', '2025-12-31T18:30:00.123Z'],
    ['2025-12-31 18:30+02', '2025-12-31T16:30:00.000Z'],
    ['2025-12-31T18:30:00-05:00', '2025-12-31T23:30:00.000Z'],
    ['31/12/2025 25:00', undefined],
    ['yesterday', undefined],
    ['0000-01-02T10:00:00Z', undefined],
    ['0001-01-01', undefined],
    ['0001-01-01T00:30:00+02:00', undefined],
    ['9999-12-31T23:30:00-02:00', undefined],
  ])('%s is the instant %s', (text, at) => expect(parseInstant(text)).toBe(at))
})

describe('choices, lists and guards', () => {
  const read = (definition: typeof properties | typeof clients, name: string) =>
    cellReader(definition, fieldOf(definition, name), { mark: '.', isProven: false })

  it.each([
    ['status', 'UNDER_OFFER', 'UNDER_OFFER'],
    ['status', 'under offer', 'UNDER_OFFER'],
    ['propertyType', 'Apartment', 'APARTMENT'],
    ['energyClass', 'a+', 'A+'],
    ['energyClass', 'E', 'Ε'],
    ['energyClass', 'γ', 'Γ'],
  ])('%s %s is %s', (field, cell, value) => expect(read(properties, field)(cell)).toEqual({ value }))

  it('a cell too long for any reader costs nothing', () => {
    const started = performance.now()
    for (const cell of ['1'.repeat(1_000_000), `${' '.repeat(60)}x`.repeat(5000), `1${'T'.repeat(900_000)}`]) {
      for (const name of [
        'publishedAt',
        'availableFrom',
        'listPrice',
        'status',
        'publicRemarks',
        'elevator',
        'ownerId',
      ]) {
        if (name in properties.fields) expect(read(properties, name)(cell)).toHaveProperty('fault')
      }
      expect(parseInstant(cell)).toBeUndefined()
      expect(markOf(cell)).toBeNull()
    }
    expect(read(properties, 'publicRemarks')('x'.repeat(10_001))).toEqual({ fault: 'is too long' })
    expect(read(clients, 'marketingConsentAt')('1'.repeat(9000))).toHaveProperty('fault')
    expect(performance.now() - started).toBeLessThan(500)
  })

  it.each(['constructor', '__proto__', 'toString'])('%s is no value of a boolean', (cell) => {
    const boolean = { ...fieldOf(properties, 'status'), kind: 'boolean' } as Field
    expect(cellReader(properties, boolean, { mark: '.', isProven: false })(cell)).toEqual({
      fault: 'must be yes or no',
    })
  })

  it('tags are cut at ; and |, or read as JSON', () => {
    const tags = read(clients, 'tags')
    expect(tags('one; two')).toEqual({ value: ['one', 'two'] })
    expect(tags('one|two|')).toEqual({ value: ['one', 'two'] })
    expect(tags('["a;b","c"]')).toEqual({ value: ['a;b', 'c'] })
    expect(tags('[a;b')).toEqual({ value: ['[a', 'b'] })
  })

  it.each(['=1', '+30', "'=1", "''+", "'", "O'Neil", "'quoted'", '-', '@x', '\t', "''"])(
    '%j survives its guard',
    (text) => {
      expect(unguard(guard(text))).toBe(text)
      expect(guard(text)).not.toMatch(/^[=+\-@\t\r]/)
    },
  )

  it('the delimiter is the one that cuts all rows alike', () => {
    expect(guessDelimiter('a;b\n1,5;2\n3,7;4\n')).toBe(';')
    expect(guessDelimiter('a,b\n"1;5;6",2\n')).toBe(',')
    expect(guessDelimiter('a\tb,c\td\n1\t2\t3\n')).toBe('\t')
    expect(guessDelimiter('alone\n1\n')).toBe(',')
  })
})
