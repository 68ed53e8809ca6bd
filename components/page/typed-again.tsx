'use client'

import { useEffect, useState } from 'react'
import { noteTyped, typeAgain } from './typed-words.ts'

/** After a page had to be loaded anew, what was typed stands in it again, and a line says so. */
export function TypedAgain({ words, isBack }: { words: string; isBack: boolean }) {
  const [isShown, show] = useState(isBack)
  useEffect(() => {
    if (typeAgain()) show(true)
    const note = ({ target }: Event) => target instanceof HTMLFormElement && noteTyped(target)
    addEventListener('submit', note, true)
    return () => removeEventListener('submit', note, true)
  }, [])
  return (
    <p role="status" className={isShown ? 'column pt-4 font-semibold' : undefined}>
      {isShown && words}
    </p>
  )
}
