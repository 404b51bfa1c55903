import type { Role } from '../../server/resources/roles.ts'

/** Everybody signs in with this. */
export const demoPassword = 'oikion-demo'

export interface DemoPerson {
  email: string
  name: string
  /** Of the personal workspace. */
  slug: string
}

// prettier-ignore
export const people: DemoPerson[] = [
  { email: 'owner@aegean.example', name: 'Ελένη Μαυρίδου', slug: 'eleni-mavridou' },
  { email: 'admin@aegean.example', name: 'Νίκος Στεργίου', slug: 'nikos-stergiou' },
  { email: 'agent@aegean.example', name: 'Μαρία Καλογεράκη', slug: 'maria-kalogeraki' },
  { email: 'viewer@aegean.example', name: 'Θοδωρής Βλάχος', slug: 'thodoris-vlachos' },
  { email: 'g.dimitrakopoulos@aegean.example', name: 'Γιώργος Δημητρακόπουλος', slug: 'giorgos-dimitrakopoulos' },
  { email: 'k.riga@aegean.example', name: 'Κατερίνα Ρήγα', slug: 'katerina-riga' },
  { email: 'a.petridis@aegean.example', name: 'Alexandros Petridis', slug: 'alexandros-petridis' },
  { email: 'd.chatzi@aegean.example', name: 'Δέσποινα Χατζή', slug: 'despoina-chatzi' },
  { email: 'owner@ionian.example', name: 'Σπύρος Μεταλληνός', slug: 'spyros-metallinos' },
  { email: 'd.markatou@ionian.example', name: 'Διονυσία Μαρκάτου', slug: 'dionysia-markatou' },
  { email: 'g.livathinos@ionian.example', name: 'Gerasimos Livathinos', slug: 'gerasimos-livathinos' },
]

export interface DemoMember {
  email: string
  role: Role
  joinedDaysAgo: number
  /** How much of the agency's writing is theirs. */
  share: number
}

export interface DemoOrganization {
  slug: string
  name: string
  /** Which rows of places.ts it works in. */
  market: 'aegean' | 'ionian'
  clients: number
  properties: number
  foundedDaysAgo: number
  members: DemoMember[]
}

// prettier-ignore
export const organizations: DemoOrganization[] = [
  {
    slug: 'aegean-homes', name: 'Aegean Homes', market: 'aegean', clients: 400, properties: 300, foundedDaysAgo: 800,
    members: [
      { email: 'owner@aegean.example', role: 'ORG_OWNER', joinedDaysAgo: 800, share: 8 },
      { email: 'admin@aegean.example', role: 'ADMIN', joinedDaysAgo: 795, share: 14 },
      { email: 'agent@aegean.example', role: 'AGENT', joinedDaysAgo: 780, share: 26 },
      { email: 'viewer@aegean.example', role: 'VIEWER', joinedDaysAgo: 610, share: 0 },
      { email: 'g.dimitrakopoulos@aegean.example', role: 'AGENT', joinedDaysAgo: 760, share: 20 },
      { email: 'k.riga@aegean.example', role: 'AGENT', joinedDaysAgo: 700, share: 16 },
      { email: 'a.petridis@aegean.example', role: 'AGENT', joinedDaysAgo: 400, share: 14 },
      { email: 'd.chatzi@aegean.example', role: 'AGENT', joinedDaysAgo: 150, share: 12 },
    ],
  },
  {
    slug: 'ionian-estates', name: 'Ionian Estates', market: 'ionian', clients: 40, properties: 30, foundedDaysAgo: 760,
    members: [
      { email: 'owner@ionian.example', role: 'ORG_OWNER', joinedDaysAgo: 760, share: 10 },
      { email: 'd.markatou@ionian.example', role: 'AGENT', joinedDaysAgo: 740, share: 14 },
      { email: 'g.livathinos@ionian.example', role: 'AGENT', joinedDaysAgo: 300, share: 8 },
      { email: 'agent@aegean.example', role: 'VIEWER', joinedDaysAgo: 200, share: 0 },
    ],
  },
]
