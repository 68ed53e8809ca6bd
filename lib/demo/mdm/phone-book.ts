import type { Store } from '#lib/demo/world/store.ts'
import { type Phone, phoneKey } from './phone.ts'

const kind = 'phone'

/** The phones in the store, and word of each change. */
export function phoneBook(store: Store) {
  const listeners = new Set<(phone: Phone) => void>()

  async function save(phone: Phone): Promise<Phone> {
    await store.put(kind, phoneKey(phone), phone)
    for (const listener of listeners) listener(phone)
    return phone
  }

  function find(lenderSlug: string, id: string): Phone | undefined {
    return store.get<Phone>(kind, phoneKey({ lenderSlug, id }))
  }

  return {
    save,
    /** Also finds a forgotten one. */
    find,
    enrolled(lenderSlug: string, id: string): Phone | undefined {
      const phone = find(lenderSlug, id)
      return phone?.forgotten ? undefined : phone
    },
    /** Changes the phone as it is now. Nothing happens in between: reading and writing are one step. */
    async change(phone: Phone, alter: (current: Phone) => Phone): Promise<Phone> {
      return save(alter(find(phone.lenderSlug, phone.id) ?? phone))
    },
    all: (): Phone[] => store.list<Phone>(kind).filter((phone) => !phone.forgotten),
    onChange(listener: (phone: Phone) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export type PhoneBook = ReturnType<typeof phoneBook>
