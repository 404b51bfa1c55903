import { expect, test, type Page } from '@playwright/test'
import sharp from 'sharp'
import { call, makeProperty, openAs } from './signIn.ts'

const base = '/o/aegean-homes/properties'

const picture = (color: string) =>
  sharp({ create: { width: 400, height: 300, channels: 3, background: color } })
    .jpeg()
    .toBuffer()

const file = async (name: string, color: string) => ({ name, mimeType: 'image/jpeg', buffer: await picture(color) })

const panel = (page: Page) => page.getByRole('region', { name: 'Pictures and files' })
const pictures = (page: Page) => panel(page).getByRole('button', { name: /^View .* large$/ })

/** A property's page with two pictures that are ready to be seen. */
async function withPictures(page: Page): Promise<string> {
  await openAs(page, 'admin@aegean.example')
  const { id } = await makeProperty(page)
  await page.goto(`${base}/${id}`)
  await expect(panel(page)).toContainText('will stand here')
  const files = [await file('sea.jpg', '#1464a0'), await file('garden.jpg', '#3c8c3c')]
  await panel(page).getByLabel('Choose pictures and documents').setInputFiles(files)
  await expect(pictures(page)).toHaveCount(2, { timeout: 30_000 })
  return id
}

const names = async (page: Page, id: string) =>
  (
    await call<{ fileName: string; isPrimary: boolean }[]>(page, 'GET', `/api/media?propertyId=${id}&_sort=position`)
  ).map(({ fileName, isPrimary }) => (isPrimary ? `${fileName} *` : fileName))

test('pictures come in, are put in order by keys, and another becomes the primary one', async ({ page }) => {
  const id = await withPictures(page)
  expect(await names(page, id)).toEqual(['sea.jpg *', 'garden.jpg'])
  await expect
    .poll(() =>
      pictures(page)
        .first()
        .locator('img')
        .evaluate((image: HTMLImageElement) => image.naturalWidth),
    )
    .toBeGreaterThan(0)

  await panel(page).getByRole('button', { name: 'Move sea.jpg' }).focus()
  await page.keyboard.press('Space')
  await expect(page.getByText('sea.jpg is lifted. Place 1 of 2.')).toBeAttached()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByText('sea.jpg is at place 2 of 2.')).toBeAttached()
  await page.keyboard.press('Space')
  await expect(page.getByText('sea.jpg was put at place 2 of 2.')).toBeAttached()
  await expect.poll(() => names(page, id)).toEqual(['garden.jpg', 'sea.jpg *'])
  await expect(pictures(page).first()).toHaveAccessibleName('View garden.jpg large')

  await panel(page).getByRole('button', { name: 'Make garden.jpg the primary picture' }).click()
  await expect.poll(() => names(page, id)).toEqual(['garden.jpg *', 'sea.jpg'])

  await panel(page).getByRole('button', { name: 'Edit the caption of garden.jpg' }).click()
  await page.keyboard.type('Ο κήπος')
  await page.keyboard.press('Enter')
  await pictures(page).first().click()
  const viewer = page.getByRole('dialog')
  await expect(viewer.getByRole('img', { name: 'Ο κήπος' })).toBeVisible()
  await page.keyboard.press('ArrowRight')
  await expect(viewer.getByRole('img', { name: 'sea.jpg' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(viewer).toBeHidden()
  await expect(page).toHaveURL(new RegExp(id))
})

test('a deleted picture is brought back by Undo, as the primary one it was', async ({ page }) => {
  const id = await withPictures(page)
  await panel(page).getByRole('button', { name: 'What to do with sea.jpg' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(page.getByText('sea.jpg moved to the trash')).toBeVisible()
  await expect.poll(() => names(page, id)).toEqual(['garden.jpg *'])
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('sea.jpg restored')).toBeVisible()
  await expect.poll(() => names(page, id)).toEqual(['sea.jpg *', 'garden.jpg'])
})

test('what is not taken is said, with why, and dropped or pasted files are taken', async ({ page }) => {
  const id = await withPictures(page)
  const svg = {
    name: 'plan.svg',
    mimeType: 'image/svg+xml',
    buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
  }
  const pdf = { name: 'deed.pdf', mimeType: 'application/pdf', buffer: Buffer.from(`%PDF-1.7\n${' '.repeat(400)}`) }
  await panel(page).getByLabel('Choose pictures and documents').setInputFiles([svg, pdf])
  await expect(
    panel(page).getByText('plan.svg is not a picture (JPEG, PNG, WebP, AVIF, HEIC), PDF, Word or Excel file'),
  ).toBeVisible()
  await expect(panel(page).getByRole('link', { name: 'deed.pdf' })).toBeVisible()
  const download = page.waitForEvent('download')
  await panel(page).getByRole('link', { name: 'deed.pdf' }).click()
  expect((await download).suggestedFilename()).toBe('deed.pdf')
  await panel(page).getByRole('button', { name: 'Remove plan.svg from this list' }).click()

  const bytes = (await picture('#a03c14')).toString('base64')
  for (const type of ['drop', 'paste'] as const) {
    await panel(page).evaluate(
      (element, { type, bytes }) => {
        const data = new DataTransfer()
        const content = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))
        data.items.add(new File([content], `${type}.jpg`, { type: 'image/jpeg' }))
        const given = { bubbles: true, cancelable: true }
        element.dispatchEvent(
          type === 'drop'
            ? new DragEvent('drop', { ...given, dataTransfer: data })
            : new ClipboardEvent('paste', { ...given, clipboardData: data }),
        )
      },
      { type, bytes },
    )
    await expect(panel(page).getByRole('button', { name: `View ${type}.jpg large` })).toBeVisible({ timeout: 20_000 })
  }
  expect(await names(page, id)).toEqual(['sea.jpg *', 'garden.jpg', 'deed.pdf', 'drop.jpg', 'paste.jpg'])
})
