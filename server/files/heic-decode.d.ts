declare module 'heic-decode' {
  interface Pixels {
    width: number
    height: number
    /** Red, green, blue and opacity of each, a byte each. */
    data: Uint8ClampedArray
  }
  interface Picture {
    width: number
    height: number
    decode(): Promise<Pixels>
  }
  const decode: {
    /** The pictures of a file, the main one first, before any of them is decoded. */
    all(file: { buffer: Uint8Array }): Promise<Picture[]>
  }
  export default decode
}
