import { z } from 'zod'
import { defineResource } from './define.ts'
import { ownOr } from './roles.ts'
import { line } from './shapes.ts'

/** Pictures, floor plans, documents and video links of a property, in order; one picture is the primary. */
// prettier-ignore
export const media = defineResource({
  name: 'media', model: 'Media', title: 'caption', icon: 'picture', section: 'related',
  access: { read: 'VIEWER', write: 'AGENT', remove: ownOr('ADMIN'), bulkEdit: 'NOBODY', export: 'NOBODY', import: 'NOBODY' },
  fields: {
    propertyId: z.uuid(), mediaType: z.enum(['IMAGE', 'FLOOR_PLAN', 'DOCUMENT', 'VIDEO']).default('VIDEO'),
    caption: line(200).nullish(), videoUrl: z.url({ protocol: /^https$/ }).max(500).nullish(),
    position: z.int().min(0).max(1000).nullish(), isPrimary: z.boolean().default(false),
    fileName: z.string().nullish(), contentType: z.string().nullish(), byteSize: z.int().nullish(),
    width: z.int().nullish(), height: z.int().nullish(), processedAt: z.iso.datetime().nullish(), brokenAt: z.iso.datetime().nullish(),
  },
  references: { propertyId: 'properties' },
  readOnly: ['fileName', 'contentType', 'byteSize', 'width', 'height', 'processedAt', 'brokenAt'],
  list: ['caption', 'mediaType', 'propertyId', 'fileName', 'byteSize', 'createdAt'],
  filters: ['propertyId', 'mediaType', 'isPrimary', 'createdBy', 'createdAt'], sort: ['position', '-createdAt'],
  indexes: [['propertyId', 'position']],
  search: ['caption', 'fileName'],
})
