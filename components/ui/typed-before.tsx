'use client'

import { type ComponentProps, createContext, type ReactNode, useContext, useRef } from 'react'

/** What a form of the build before was sent with, by the names of its fields. */
export type Words = Readonly<Record<string, string>>

const Before = createContext<Words>({})

export function TypedBefore({ words, children }: { words: Words; children: ReactNode }) {
  return <Before value={words}>{children}</Before>
}

/** What stands in a field at first: what was typed before. Once the form has been answered, what was typed since. */
function useTyped<Value>(name: string | undefined, otherwise: Value): string | Value {
  const before = useContext(Before)
  const atFirst = useRef(otherwise)
  const isAnswered = otherwise !== atFirst.current
  return isAnswered || name === undefined ? otherwise : (before[name] ?? otherwise)
}

export function TypedInput({ defaultValue, ...input }: ComponentProps<'input'>) {
  const typed = useTyped(input.name, defaultValue)
  return <input {...input} defaultValue={typed} />
}

export function TypedArea({ defaultValue, ...area }: ComponentProps<'textarea'>) {
  const typed = useTyped(area.name, defaultValue)
  return <textarea {...area} defaultValue={typed} />
}

export function TypedSelect({ defaultValue, ...select }: ComponentProps<'select'>) {
  const typed = useTyped(select.name, defaultValue)
  return <select {...select} defaultValue={typed} />
}

export function TypedRadio({ defaultChecked, ...input }: ComponentProps<'input'>) {
  const typed = useTyped(input.name, defaultChecked)
  const isChecked = typeof typed === 'string' ? typed === input.value : typed
  return <input type="radio" {...input} defaultChecked={isChecked} />
}
