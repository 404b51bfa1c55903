import { expect, type Page } from '@playwright/test'
import { writeFileSync } from 'node:fs'

/** The columns of a real agency's export of its stock. */
const columns = [
  'ASSETID,PERIOD,CITY,NEIGHBOURHOOD,LOCATIONID,PRICE,UNITPRICE,CONSTRUCTEDAREA,ROOMNUMBER,BATHNUMBER,FLOORCLEAN',
  'FLATLOCATIONID,ISINTOPFLOOR,CONSTRUCTIONYEAR,CONDITION,HASTERRACE,HASLIFT,HASAIRCONDITIONING,HASPARKINGSPACE',
  'ISPARKINGSPACEINCLUDEDINPRICE,PARKINGSPACEPRICE,HASBOXROOM,HASWARDROBE,HASSWIMMINGPOOL,HASDOORMAN,HASGARDEN',
  'ISDUPLEX,ISSTUDIO,HASNORTHORIENTATION,HASSOUTHORIENTATION,HASEASTORIENTATION,HASWESTORIENTATION,AMENITYID',
  'CADCONSTRUCTIONYEAR,CADMAXBUILDINGFLOOR,CADDWELLINGCOUNT,CADASTRALQUALITYID,DISTANCE_TO_CITY_CENTER',
  'DISTANCE_TO_METRO,LONGITUDE,LATITUDE',
]
  .join()
  .split(',')

/** Of 33,622 rows, as many cannot be taken as in that agency's file: 24 houses from before 1800, one of 93 bedrooms. */
const rows = 33_622
const refused = 25

/** Writes a made-up file of that shape, for machines without the real one. */
export function writeListings(file: string): void {
  const lines = Array.from({ length: rows }, (_, index) => line(index))
  writeFileSync(file, [columns.map(quoted).join(), ...lines].join('\n'))
}

function line(index: number): string {
  const area = 35 + (index % 180)
  const isOld = index > 0 && index < refused
  const known: Record<string, string | number> = {
    ASSETID: quoted(`A${10_000_000 + index}`),
    PERIOD: 201812,
    CITY: quoted('Valencia'),
    NEIGHBOURHOOD: quoted(`Barri, ${index % 70}`),
    PRICE: area * (900 + ((index * 37) % 3000)),
    UNITPRICE: 900 + ((index * 37) % 3000),
    CONSTRUCTEDAREA: area,
    ROOMNUMBER: index === refused ? 93 : index % 6,
    BATHNUMBER: 1 + (index % 3),
    FLOORCLEAN: index % 9,
    CONSTRUCTIONYEAR: isOld ? 1000 + index : index % 4 ? '' : 1900 + (index % 118),
    CONDITION: quoted('good'),
    LONGITUDE: -0.3 - (index % 900) / 10_000,
    LATITUDE: 39.4 + (index % 900) / 10_000,
  }
  return columns.map((name) => known[name] ?? index % 2).join()
}

const quoted = (text: string) => `"${text}"`

/** From the upload to the check: these files do not say what their homes are. */
export async function checkAsApartments(page: Page): Promise<void> {
  await expect(page).toHaveURL(/import\/[0-9a-f-]{36}$/, { timeout: 60_000 })
  await page.getByLabel('Type *').fill('Apartment')
  await page.getByLabel('Type *').press('Enter')
  await page.getByRole('button', { name: 'Check all rows' }).click()
}
