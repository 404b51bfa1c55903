/** Where an organization is to be had as one file. The path names it, so a plain link will do. */
export const archiveAddress = (organizationId: string) => `/api/organizations/${organizationId}/export`
