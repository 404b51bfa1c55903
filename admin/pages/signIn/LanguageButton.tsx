import { chooseLanguage, languageNames, otherLanguage } from '../../language.ts'

/** Changes these pages to the other language, which stands there by its own name. */
export function LanguageButton() {
  const other = otherLanguage()
  return (
    <button className="link-button" type="button" lang={other} onClick={() => void chooseLanguage(other)}>
      {languageNames[other]}
    </button>
  )
}
