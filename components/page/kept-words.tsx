'use client'

import { usePathname } from 'next/navigation'
import { useEffect, useState } from 'react'
import { Banner } from '#components/ui/banner.tsx'

const place = 'keyturn.words'
const secretTypes = ['hidden', 'password', 'file', 'submit', 'button']

type Box = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement
type Word = { form: number; name: string; value: string; checked?: boolean }
/** Whose words, typed in which session on which page. They stay in this tab until it closes or somebody signs out. */
type Kept = { owner: string; session: string; path: string; words: Word[] }

type Props = { owner: string; session: string; told: string }

/** Keeps what is typed when the session ends meanwhile: after signing in again, the same person finds it on the same page. */
export function KeptWords({ owner, session, told }: Props) {
  const path = usePathname()
  const [isBack, setBack] = useState(false)
  useEffect(() => {
    // On the way back in: what was typed waits, and passwords are nobody's words.
    if (path.startsWith('/desk/sign-in')) return
    const kept = read()
    const isOthers = kept?.session !== session
    const isBack = isOthers && kept?.owner === owner && kept.path === path && putBack(kept.words)
    setBack(isBack)
    // What was typed in this session was sent, or left on another page.
    window.sessionStorage.removeItem(place)
    const keep = () => {
      const words = typedHere()
      if (words.length > 0)
        window.sessionStorage.setItem(place, JSON.stringify({ owner, session, path, words }))
    }
    if (isBack) keep()
    document.addEventListener('input', keep)
    return () => document.removeEventListener('input', keep)
  }, [owner, session, path])
  if (!isBack) return null
  return (
    <div className="desk-column pt-4">
      <Banner tone="plain" title={told} />
    </div>
  )
}

export function WordsWait({ told }: { told: string }) {
  const [isWaiting, setWaiting] = useState(false)
  useEffect(() => setWaiting(read() !== undefined), [])
  return isWaiting && <p>{told}</p>
}

function read(): Kept | undefined {
  try {
    return JSON.parse(window.sessionStorage.getItem(place) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}

function boxes(): { form: number; box: Box }[] {
  return [...document.forms].flatMap((form, index) =>
    [...form.elements].flatMap((box) => (isTyped(box) ? [{ form: index, box }] : [])),
  )
}

function isTyped(box: Element): box is Box {
  if (box instanceof HTMLTextAreaElement || box instanceof HTMLSelectElement) return true
  return box instanceof HTMLInputElement && !secretTypes.includes(box.type)
}

function isTicked(box: Box): box is HTMLInputElement {
  return box instanceof HTMLInputElement && (box.type === 'radio' || box.type === 'checkbox')
}

function typedHere(): Word[] {
  return boxes().map(({ form, box }) => {
    const { name, value } = box
    return isTicked(box) ? { form, name, value, checked: box.checked } : { form, name, value }
  })
}

/** Whether anything differs now from what the page brought. */
function putBack(words: Word[]): boolean {
  let isChanged = false
  for (const { form, box } of boxes()) {
    const word = words.find(
      (one) =>
        one.form === form && one.name === box.name && (!isTicked(box) || one.value === box.value),
    )
    if (!word) continue
    if (isTicked(box) ? box.checked === word.checked : box.value === word.value) continue
    if (isTicked(box)) box.checked = word.checked ?? false
    else box.value = word.value
    box.closest('details')?.setAttribute('open', '')
    isChanged = true
  }
  return isChanged
}
