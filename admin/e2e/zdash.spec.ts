import { test, expect } from '@playwright/test'
import { openAs, newPerson } from './signIn.ts'
const home = '/o/aegean-homes/dashboard'
test('shots', async ({ page }) => {
  test.setTimeout(180_000)
  await openAs(page, 'owner@aegean.example')
  for (const [name, w, h, theme, lang] of [['wide', 1440, 900, 'light', 'en'], ['dark', 1440, 900, 'dark', 'el'], ['narrow', 390, 844, 'light', 'el'], ['narrowdark', 390, 844, 'dark', 'en']] as const) {
    await page.request.patch('/api/account', { data: { locale: lang } })
    await page.addInitScript((theme) => localStorage.setItem('oikion.appearance', JSON.stringify({ theme, density: 'comfortable' })), theme)
    await page.setViewportSize({ width: w, height: h })
    await page.goto(home)
    await expect(page.locator('.chart .bar').first()).toBeVisible()
    await page.waitForTimeout(500)
    await page.screenshot({ path: `/tmp/shots/${name}.png`, fullPage: true })
    if (name === 'wide') {
      await page.locator('.chart .bar').nth(9).hover(); await page.waitForTimeout(300)
      await page.locator('.board-wide').first().screenshot({ path: '/tmp/shots/hover.png' })
      console.log(await page.locator('.chart').nth(1).innerHTML().then((x) => x.slice(0, 1500)))
      console.log(await page.evaluate(() => performance.getEntriesByType('resource').filter((e) => e.name.endsWith('.js')).map((e) => [e.name.split('/').pop(), (e as PerformanceResourceTiming).encodedBodySize]).sort((a, b) => Number(b[1]) - Number(a[1])).slice(0, 12)))
      console.log(await page.evaluate(() => performance.getEntriesByType('resource').filter((e) => e.name.endsWith('.js')).reduce((s, e) => s + (e as PerformanceResourceTiming).encodedBodySize, 0)))
    }
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    console.log(name, 'overflow', over)
  }
})
test('empty', async ({ page }) => {
  await newPerson(page)
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible()
  await page.waitForTimeout(400)
  await page.screenshot({ path: '/tmp/shots/empty.png', fullPage: true })
  await page.setViewportSize({ width: 390, height: 844 })
  await page.screenshot({ path: '/tmp/shots/empty-narrow.png', fullPage: true })
})
