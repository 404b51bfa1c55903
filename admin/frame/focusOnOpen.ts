/** For `afterOpenChange` of a dialog, which takes the focus itself until it stands: gives it to the field of this id. */
export const focusOnOpen = (id: string) => (isOpen: boolean) => {
  if (isOpen) document.getElementById(id)?.focus()
}
