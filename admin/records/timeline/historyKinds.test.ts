import { expect, it } from 'vitest'
import { activityKinds, recordKinds } from '../../../server/resources/activityKinds.ts'
import { el } from '../../locales/el/index.ts'
import { en } from '../../locales/en/index.ts'

const languages = { el, en }

for (const [language, { history, feed }] of Object.entries(languages)) {
  it.each(activityKinds)(`the history says %s in words (${language})`, (kind) => {
    expect(history.kinds[kind]).toMatch(/\p{L}{3}/u)
    expect(history.kinds[kind]).not.toBe(kind)
  })
  it.each(recordKinds)(`so does the feed (${language}): %s`, (kind) => {
    expect(feed.kinds[kind]).toMatch(/\p{L}{3}/u)
    expect(feed.kinds[kind]).not.toBe(kind)
  })
}

it('says nothing of what does not happen', () => {
  expect(Object.keys(en.history.kinds).sort()).toEqual([...activityKinds].sort())
})
