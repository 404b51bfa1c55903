/** Pictures of more pixels are not decoded: of phones' and cameras' that fit into 20 MB hardly any has as many. */
export const mostPixels = 100_000_000
