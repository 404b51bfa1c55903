import { expect, test } from 'vitest'
import { reordered } from './media.ts'

test('a group that is put into another order keeps its places among the others', () => {
  expect(reordered(['a', 'x', 'b', 'c', 'y'], ['c', 'a', 'b'])).toEqual(['c', 'x', 'a', 'b', 'y'])
  expect(reordered(['a', 'b'], [])).toEqual(['a', 'b'])
})
