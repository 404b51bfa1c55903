import { expect, it } from 'vitest'
import { downloadName, plainName, truthfulName } from './fileName.ts'

it.each([
  ['/etc/passwd', 'passwd'],
  ['C:\\Users\\me\\a.jpg', 'a.jpg'],
  ['../', 'file'],
  ['...', 'file'],
  ['', 'file'],
  ['a\u0000b\u0007c\u202Ed\u2028e\uD800f.jpg', 'abcdef.jpg'],
  ['  Κάτοψη ορόφου .PDF ', 'Κάτοψη ορόφου .PDF'],
  [`${'𝒂'.repeat(300)}.jpeg`, `${'𝒂'.repeat(195)}.jpeg`],
])('plainName(%j) is %j', (name, plain) => expect(plainName(name, 'file')).toBe(plain))

it.each([
  ['a.JPG', 'image/jpeg', 'a.JPG'],
  ['a.exe', 'image/jpeg', 'a.exe.jpg'],
  ['a', 'application/pdf', 'a.pdf'],
])('truthfulName(%j, %s) is %j', (name, type, truthful) => expect(truthfulName(name, type)).toBe(truthful))

it.each([
  ['IMG_1.HEIC', 'image/jpeg', 'IMG_1.jpg'],
  ['plan.png', 'image/png', 'plan.png'],
  ['a.avif', 'image/jpeg', 'a.jpg'],
  ['contract.pdf', 'application/pdf', 'contract.pdf'],
  [null, 'image/webp', 'file.webp'],
])('downloadName(%j, %s) is %j', (name, type, download) => expect(downloadName(name, type)).toBe(download))
