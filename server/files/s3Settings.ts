/** A bucket of Amazon S3 or of anything that speaks its language. */
export interface S3Settings {
  bucket: string
  region: string
  /** None: Amazon's own. */
  endpoint?: string
  /** None: those that the SDK finds by itself, such as a machine's role. */
  credentials?: { accessKeyId: string; secretAccessKey: string }
  /** The bucket in the path instead of the host's name. */
  pathStyle: boolean
  /** Browsers fetch from the bucket, at addresses that it checks itself; else through this server. */
  direct: boolean
}
