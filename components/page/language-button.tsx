'use client'

import type { MouseEvent } from 'react'
import { inLanguage, languageField } from '#lib/i18n/in-language.ts'

type Props = {
  language: string
  name: string
  isCurrent: boolean
  /** The page it stands on. */
  path: string
  /** The form whose words go along, where scripts cannot look for it. */
  form: string | undefined
}

const typedTypes = ['text', 'email', 'tel', 'number', 'search', 'date', 'radio', 'checkbox']

/** One language. What was typed on the page goes along: the page comes back in the other language with it. */
export function LanguageButton({ language, name, isCurrent, path, form }: Props) {
  const address = inLanguage(path, language)
  const carries = form && {
    form,
    formAction: address,
    formMethod: 'post',
    formEncType: 'multipart/form-data',
    formNoValidate: true,
  }
  const carry = (event: MouseEvent) => {
    const typed = [...document.forms].find(holdsWords)
    if (!typed) return
    event.preventDefault()
    send(typed, { address, language })
  }
  return (
    <button
      type="submit"
      name={languageField}
      value={language}
      lang={language}
      aria-current={isCurrent ? 'true' : undefined}
      onClick={carry}
      {...carries}
    >
      {name}
    </button>
  )
}

function holdsWords(form: HTMLFormElement): boolean {
  return form.method === 'post' && [...form.elements].some(isTyped)
}

function isTyped(box: Element): boolean {
  if (box instanceof HTMLTextAreaElement) return box.value !== ''
  if (box instanceof HTMLSelectElement) return box.selectedIndex > 0
  if (!(box instanceof HTMLInputElement) || !typedTypes.includes(box.type)) return false
  const isTicked = box.type === 'radio' || box.type === 'checkbox'
  return isTicked ? box.checked !== box.defaultChecked : box.value !== ''
}

// A copy, for the form itself would be sent to what it is for.
function send(
  typed: HTMLFormElement,
  { address, language }: { address: string; language: string },
): void {
  const copy = document.createElement('form')
  Object.assign(copy, { method: 'post', action: address, enctype: 'multipart/form-data' })
  const words = new FormData(typed)
  words.set(languageField, language)
  for (const [name, value] of words) {
    if (typeof value !== 'string') continue
    const box = document.createElement('input')
    Object.assign(box, { type: 'hidden', name, value })
    copy.append(box)
  }
  document.body.append(copy)
  copy.submit()
}
