import { z } from 'zod'
import { defineResource } from './define.ts'
import { byExportRole, ownOr } from './roles.ts'
import { features } from './features.ts'
import { area, choices, line, money, text, year } from './shapes.ts'

// prettier-ignore
export const properties = defineResource({
  name: 'properties', model: 'Property', title: 'reference', icon: 'home',
  access: { read: 'VIEWER', write: 'AGENT', remove: ownOr('ADMIN'), bulkEdit: 'ADMIN', export: byExportRole, import: 'ADMIN' },
  fields: {
    reference: line(40),
    propertyType: z.enum(['APARTMENT', 'MAISONETTE', 'HOUSE', 'BUILDING', 'LAND', 'AGRICULTURAL_LAND', 'COMMERCIAL', 'STORAGE', 'PARKING', 'OTHER']),
    transactionType: z.enum(['SALE', 'RENT', 'SHORT_LET']).default('SALE'),
    status: z.enum(['DRAFT', 'ACTIVE', 'UNDER_OFFER', 'SOLD', 'RENTED', 'WITHDRAWN', 'ARCHIVED']).default('DRAFT'),
    listPrice: money().nullish(), livingArea: area().nullish(), lotSize: area().nullish(), pricePerSquareMeter: money().nullish(),
    bedroomsTotal: z.int().min(0).max(50).nullish(), bathroomsTotal: z.int().min(0).max(20).nullish(),
    floor: z.int().min(-5).max(200).nullish(), yearBuilt: year().nullish(),
    energyClass: z.enum(['A+', 'A', 'B+', 'B', 'Γ', 'Δ', 'Ε', 'Ζ', 'Η', 'PENDING', 'EXEMPT']).nullish(),
    features: choices(features).default([]),
    ownerId: z.uuid().nullish(), agentId: z.uuid().nullish(),
    country: z.string().regex(/^[A-Z]{2}$/, 'must be a two-letter country code').default('GR'),
    region: line(100).nullish(), city: line(100), district: line(100).nullish(), street: line(200).nullish(), streetNumber: line(20).nullish(),
    postalCode: line(20).nullish(), locationText: text(500).nullish(),
    latitude: z.number().min(-90).max(90).nullish(), longitude: z.number().min(-180).max(180).nullish(),
    addressVisibility: z.enum(['EXACT', 'AREA', 'HIDDEN']).default('AREA'),
    publicRemarks: text(5000).nullish(), publicRemarksEn: text(5000).nullish(), privateRemarks: text(1000).nullish(),
    publishedAt: z.iso.datetime().nullish(), archivedAt: z.iso.datetime().nullish(), archivedFrom: z.string().nullish(), closedAt: z.iso.datetime().nullish(),
  },
  references: { ownerId: 'clients', agentId: 'members' },
  widgets: { listPrice: 'money', pricePerSquareMeter: 'money', country: 'country', publicRemarks: 'richtext', publicRemarksEn: 'richtext', privateRemarks: 'textarea', locationText: 'textarea' },
  units: { livingArea: 'm²', lotSize: 'm²' },
  readOnly: ['pricePerSquareMeter', 'publishedAt', 'archivedAt', 'archivedFrom', 'closedAt'], automatic: ['reference'],
  groups: {
    facts: ['bedroomsTotal', 'bathroomsTotal', 'livingArea', 'lotSize', 'floor', 'yearBuilt', 'energyClass', 'pricePerSquareMeter', 'features'], people: ['ownerId', 'agentId'],
    address: ['country', 'region', 'city', 'district', 'street', 'streetNumber', 'postalCode', 'locationText', 'latitude', 'longitude', 'addressVisibility'],
    remarks: ['publicRemarks', 'publicRemarksEn', 'privateRemarks'], dates: ['publishedAt', 'closedAt', 'archivedAt', 'archivedFrom'],
  },
  steps: { field: 'status', next: { DRAFT: ['ACTIVE'], ACTIVE: ['UNDER_OFFER', 'WITHDRAWN'], UNDER_OFFER: ['SOLD', 'RENTED'], WITHDRAWN: ['ACTIVE'], SOLD: [], RENTED: [] } },
  list: ['reference', 'propertyType', 'city', 'district', 'livingArea', 'bedroomsTotal', 'listPrice', 'status', 'agentId', 'updatedAt'],
  filters: ['status', 'propertyType', 'transactionType', 'listPrice', 'livingArea', 'bedroomsTotal', 'energyClass', 'features', 'city', 'district', 'agentId', 'ownerId', 'reference', 'createdBy', 'createdAt', 'updatedAt', 'publishedAt', 'closedAt'],
  sort: ['-updatedAt', '-createdAt', 'reference', 'listPrice', 'livingArea', 'city'],
  indexes: [['status', 'listPrice'], ['status', 'updatedAt'], ['status', 'publishedAt'], ['publishedAt'], ['closedAt', 'transactionType'], ['agentId', 'createdAt'], ['createdBy', 'createdAt']],
  search: ['reference', 'city', 'district', 'street', 'postalCode', 'locationText'],
  colors: { status: { DRAFT: 'default', ACTIVE: 'green', UNDER_OFFER: 'gold', SOLD: 'blue', RENTED: 'cyan', WITHDRAWN: 'orange', ARCHIVED: 'default' } },
})
