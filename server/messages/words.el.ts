/** What roles may not do, after «δεν μπορείτε να»; by the actions of roles.ts and the rights of rights.ts. */
export const actions: Record<string, string> = {
  list: 'δείτε',
  show: 'δείτε',
  create: 'καταχωρίσετε',
  edit: 'αλλάξετε',
  delete: 'διαγράψετε',
  bulkEdit: 'αλλάξετε μαζικά',
  export: 'εξαγάγετε',
  import: 'εισαγάγετε',
}

/** What can be looked for besides the records of definitions. */
export const places: Record<string, string> = {
  organizations: 'οργανισμοί',
  'deleted organizations': 'διαγραμμένοι οργανισμοί',
  sessions: 'συνδέσεις',
  mails: 'μηνύματα',
  calendars: 'ημερολόγια',
  imports: 'εισαγωγές',
  'checked imports': 'ελεγμένες εισαγωγές',
}

/** Where an import stands. */
export const importStates: Record<string, string> = {
  uploaded: 'δεν έχει ελεγχθεί',
  checking: 'ελέγχεται',
  checked: 'έχει ελεγχθεί',
  queued: 'περιμένει να ξεκινήσει',
  running: 'σε εξέλιξη',
  done: 'έχει ολοκληρωθεί',
  undoing: 'αναιρείται',
  failed: 'απέτυχε',
  cancelled: 'ακυρώθηκε',
}
