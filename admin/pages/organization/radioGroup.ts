/** What names a `Radio.Group` for screen readers; Ant Design passes the role on, but does not set it or know it as a prop. */
export const radioGroup = (label: string) => ({ role: 'radiogroup', 'aria-label': label })
