/**
 * What other programs and portals call our fields, in letters and digits only. Their ids are not among them: a
 * `reference` must not repeat, and ids from elsewhere do.
 */
export const synonyms: ReadonlyMap<string, string> = new Map(Object.entries({
  price: 'listPrice', askingprice: 'listPrice', amount: 'listPrice', τιμη: 'listPrice',
  constructedarea: 'livingArea', area: 'livingArea', sqm: 'livingArea', size: 'livingArea', squaremeters: 'livingArea', εμβαδον: 'livingArea',
  plotsize: 'lotSize', plotarea: 'lotSize', landarea: 'lotSize',
  roomnumber: 'bedroomsTotal', rooms: 'bedroomsTotal', bedrooms: 'bedroomsTotal', beds: 'bedroomsTotal',
  bathnumber: 'bathroomsTotal', bathrooms: 'bathroomsTotal', baths: 'bathroomsTotal',
  constructionyear: 'yearBuilt', year: 'yearBuilt', yrbuilt: 'yearBuilt', builtyear: 'yearBuilt',
  floorclean: 'floor', level: 'floor', οροφος: 'floor',
  neighbourhood: 'district', neighborhood: 'district', quarter: 'district', περιοχη: 'district',
  town: 'city', municipality: 'city', πολη: 'city', state: 'region', prefecture: 'region',
  zip: 'postalCode', zipcode: 'postalCode', postcode: 'postalCode', τκ: 'postalCode',
  lat: 'latitude', lng: 'longitude', lon: 'longitude', long: 'longitude',
  description: 'publicRemarks', remarks: 'publicRemarks', περιγραφη: 'publicRemarks',
  mail: 'email', emailaddress: 'email', telephone: 'phone', phonenumber: 'phone', mobile: 'phone', τηλεφωνο: 'phone',
  vat: 'taxId', vatnumber: 'taxId', αφμ: 'taxId', fullname: 'name', ονοματεπωνυμο: 'name',
})) // prettier-ignore
