/** Signing in, one's account, organizations and their people, in Greek by the English text. */
export const access = {
  'As {role} you may not {action} {resource}':
    'Με τον ρόλο «{role:role}» δεν μπορείτε να {action:action}: {resource:resource}',
  'As {role} you may not do this here': 'Με τον ρόλο «{role:role}» δεν μπορείτε να το κάνετε αυτό εδώ',
  'As {role} you may not import': 'Με τον ρόλο «{role:role}» δεν μπορείτε να εισαγάγετε αρχεία',
  'This record was created by somebody else; your role may {action} only its own':
    'Αυτή την εγγραφή την καταχώρισε άλλος· με τον ρόλο σας μπορείτε να {action:action} μόνο τις δικές σας',
  'While you view as another role, nothing can be changed': 'Όσο βλέπετε ως άλλος ρόλος, δεν μπορεί να αλλάξει τίποτα',
  'This API token lacks the scope {scope}': 'Το κλειδί API δεν έχει το δικαίωμα {scope}',
  'API tokens are for records only': 'Τα κλειδιά API δίνουν πρόσβαση μόνο σε εγγραφές',

  'This account no longer exists': 'Αυτός ο λογαριασμός δεν υπάρχει πια',
  'This address has an account already; sign in instead': 'Υπάρχει ήδη λογαριασμός με αυτή τη διεύθυνση· συνδεθείτε',
  'This address has an account of its own already': 'Υπάρχει ήδη άλλος λογαριασμός με αυτή τη διεύθυνση',
  'There is no account with this address any more': 'Δεν υπάρχει πια λογαριασμός με αυτή τη διεύθυνση',
  'Too many tries. Wait 1 minute, then try again': 'Πάρα πολλές προσπάθειες. Περιμένετε 1 λεπτό και δοκιμάστε ξανά',
  'Too many tries. Wait {minutes} minutes, then try again':
    'Πάρα πολλές προσπάθειες. Περιμένετε {minutes} λεπτά και δοκιμάστε ξανά',
  'This link was used already or is too old; ask for a new one':
    'Ο σύνδεσμος έχει ήδη χρησιμοποιηθεί ή έχει λήξει· ζητήστε νέον',
  'This link does not work': 'Αυτός ο σύνδεσμος δεν λειτουργεί',
  'This API token is unknown, revoked or expired': 'Αυτό το κλειδί API είναι άγνωστο, έχει ανακληθεί ή έχει λήξει',
  'is too easy to guess': 'είναι πολύ εύκολος',
  'is chosen once the mailed link has been opened': 'ορίζεται αφού ανοίξει ο σύνδεσμος του μηνύματος',
  'is wrong': 'είναι λάθος',
  'is wrong, or was used already': 'είναι λάθος ή έχει ήδη χρησιμοποιηθεί',
  'is wrong; is the clock of your phone right?': 'είναι λάθος· δείχνει σωστή ώρα το τηλέφωνό σας;',
  'The sign-in took too long; begin again': 'Η σύνδεση διήρκεσε πολύ· ξεκινήστε από την αρχή',
  'Google sign-in is not set up here': 'Η σύνδεση με Google δεν είναι διαθέσιμη εδώ',
  'Sign in again to do this; your sign-in is more than ten minutes old':
    'Συνδεθείτε ξανά για αυτή την ενέργεια· συνδεθήκατε πριν από περισσότερα από δέκα λεπτά',
  'You are the last owner of {names}; transfer the ownership first':
    'Είστε ο τελευταίος ιδιοκτήτης: {names}. Μεταβιβάστε πρώτα την ιδιοκτησία',
  'This code is not yours': 'Αυτός ο κωδικός δεν είναι δικός σας',
  'give either your password or the mailed code': 'δώστε ή τον κωδικό πρόσβασης ή τον κωδικό από το e-mail',
  'A second factor is set up already; remove it first':
    'Η επαλήθευση δύο βημάτων είναι ήδη ενεργή· καταργήστε την πρώτα',
  'Set up a second factor first': 'Ρυθμίστε πρώτα την επαλήθευση δύο βημάτων',
  'Begin setting up the second factor first': 'Ξεκινήστε πρώτα τη ρύθμιση της επαλήθευσης δύο βημάτων',

  'There is no such organization, or you are not a member of it':
    'Δεν υπάρχει τέτοιος οργανισμός ή δεν είστε μέλος του',
  'This organization wants a second factor of owners and administrators':
    'Ο οργανισμός απαιτεί επαλήθευση δύο βημάτων από ιδιοκτήτες και διαχειριστές',
  'This organization wants a second factor of owners':
    'Ο οργανισμός απαιτεί επαλήθευση δύο βημάτων από τους ιδιοκτήτες',
  'This organization was changed meanwhile: you read version {read}, it is now {now}':
    'Ο οργανισμός άλλαξε στο μεταξύ: διαβάσατε την έκδοση {read}, τώρα είναι η {now}',
  'An organization needs at least one owner: make somebody else an owner first':
    'Ένας οργανισμός χρειάζεται τουλάχιστον έναν ιδιοκτήτη: ορίστε πρώτα κάποιον άλλον',
  'is already the address of another organization': 'είναι ήδη η διεύθυνση άλλου οργανισμού',
  'must be small letters a to z, digits and single hyphens':
    'πρέπει να έχει μόνο πεζά γράμματα a έως z, ψηφία και μεμονωμένες παύλες',
  'cannot be changed for a personal workspace': 'δεν αλλάζει στον προσωπικό χώρο',
  'is not a resource that can be narrowed': 'δεν είναι είδος εγγραφών που μπορεί να περιοριστεί',
  'is not the name of this organization': 'δεν είναι το όνομα αυτού του οργανισμού',
  'Nobody leaves their personal workspace': 'Από τον προσωπικό χώρο δεν αποχωρεί κανείς',
  'must be lower than your own': 'πρέπει να είναι χαμηλότερος από τον δικό σας',

  'A personal workspace has one member': 'Ο προσωπικός χώρος έχει ένα μόνο μέλος',
  'Nobody changes or removes themself; to go, leave the organization':
    'Κανείς δεν αλλάζει ή αφαιρεί τον εαυτό του· για να φύγετε, αποχωρήστε από τον οργανισμό',
  'As {role} you may manage agents and viewers only':
    'Με τον ρόλο «{role:role}» μπορείτε να διαχειρίζεστε μόνο συμβούλους και αναγνώστες',
  'A former member comes back by a new invitation': 'Ένα πρώην μέλος επιστρέφει με νέα πρόσκληση',
  'Your own sessions stand among your devices': 'Οι δικές σας συνδέσεις βρίσκονται στις συσκευές σας',
  'As {role} you own nothing to transfer': 'Με τον ρόλο «{role:role}» δεν έχετε ιδιοκτησία για να μεταβιβάσετε',
  'The organization is yours already': 'Ο οργανισμός είναι ήδη δικός σας',
  'You are not an owner any more': 'Δεν είστε πια ιδιοκτήτης',
  'must be another member of this organization': 'πρέπει να είναι άλλο μέλος του οργανισμού',

  'As {role} you may invite agents and viewers only':
    'Με τον ρόλο «{role:role}» μπορείτε να προσκαλείτε μόνο συμβούλους και αναγνώστες',
  'As {role} you may cancel invitations of agents and viewers only':
    'Με τον ρόλο «{role:role}» μπορείτε να ακυρώνετε μόνο προσκλήσεις συμβούλων και αναγνωστών',
  'is a member already': 'είναι ήδη μέλος',
  '{email} is a member already': 'Η διεύθυνση {email} ανήκει ήδη σε μέλος',
  'is invited as {role} already, which only an owner may change':
    'έχει ήδη προσκληθεί με τον ρόλο «{role:role}», που μόνο ιδιοκτήτης μπορεί να τον αλλάξει',
  'would be one too many: an organization has at most {most} open invitations':
    'ξεπερνά το όριο: ένας οργανισμός έχει έως {most} ανοιχτές προσκλήσεις',
  'A cancelled invitation stays cancelled; send a new one': 'Μια ακυρωμένη πρόσκληση μένει ακυρωμένη· στείλτε νέα',
  'This invitation was accepted; remove the member instead': 'Η πρόσκληση έγινε αποδεκτή· αφαιρέστε το μέλος',
  'This invitation was accepted already': 'Η πρόσκληση έχει ήδη γίνει αποδεκτή',
  'The link of this invitation does not work any more; send it once more':
    'Ο σύνδεσμος της πρόσκλησης δεν ισχύει πια· στείλτε την ξανά',
  'This invitation is not open any more': 'Η πρόσκληση δεν ισχύει πια',
  'This invitation is for another address': 'Η πρόσκληση αφορά άλλη διεύθυνση',
  'This invitation is for {email}; sign in with that address, or ask for one to yours':
    'Η πρόσκληση αφορά τη διεύθυνση {email}· συνδεθείτε με αυτή ή ζητήστε πρόσκληση στη δική σας',
  'There is no such invitation; a newer one may have been sent': 'Δεν υπάρχει τέτοια πρόσκληση· ίσως στάλθηκε νεότερη',
  'This invitation has expired; ask for a new one': 'Η πρόσκληση έχει λήξει· ζητήστε νέα',
  'This invitation was cancelled; ask whoever sent it': 'Η πρόσκληση ακυρώθηκε· ρωτήστε όποιον την έστειλε',
  'This invitation was used already': 'Η πρόσκληση έχει ήδη χρησιμοποιηθεί',

  'As {role} you may not make a token that acts as {wanted}':
    'Με τον ρόλο «{role:role}» δεν μπορείτε να δημιουργήσετε κλειδί με τον ρόλο «{wanted:role}»',
  'A revoked token stays revoked; make a new one': 'Ένα κλειδί που ανακλήθηκε μένει άκυρο· δημιουργήστε νέο',
  'must be in the future': 'πρέπει να είναι στο μέλλον',
  'is not a scope': 'δεν είναι δικαίωμα',
  'must not repeat a scope': 'δεν πρέπει να έχει το ίδιο δικαίωμα δύο φορές',
} as const
