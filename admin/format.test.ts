import { expect, test } from 'vitest'
import {
  compareWords,
  formatDay,
  formatDuration,
  formatInstant,
  formatMeasure,
  formatMoney,
  formatNumber,
} from './format.ts'
import { speak } from './providers/i18n.ts'

test('Greek and English forms of the same values', async () => {
  const written = () => [
    formatMoney(250_000),
    formatMoney(1250.5),
    formatMeasure(1250.5, 'm²'),
    formatNumber(1985),
    formatDay('2025-12-31'),
    formatInstant('2025-12-31T16:05:00Z').replace(/\d\d:/, 'hh:'),
    formatDuration(5, 'minute'),
  ]
  await speak('el')
  const greek = ['250.000 €', '1.250,50 €', '1.250,5 m²', '1985', '31/12/2025', '31/12/2025, hh:05', '5 λεπτά']
  expect(written().map((text) => text.replace(/\u00a0/g, ' '))).toEqual(greek)
  await speak('en')
  const english = ['250,000 €', '1,250.50 €', '1,250.5 m²', '1985', '31/12/2025', '31/12/2025, hh:05', '5 minutes']
  expect(written().map((text) => text.replace(/\u00a0/g, ' '))).toEqual(english)
})

test('accents do not move a word in the Greek alphabet', () => {
  expect(['Ωρωπός', 'Άνδρος', 'Βόλος', 'Αθήνα', 'Έδεσσα'].sort(compareWords)).toEqual([
    'Αθήνα',
    'Άνδρος',
    'Βόλος',
    'Έδεσσα',
    'Ωρωπός',
  ])
})
