const shown = 4

/** What somebody typed to sign in, as far as a stranger beside the screen may read it: `n•••@mail.example`, `••• 1001`. */
export function maskTyped(typed: string): string {
  const [, first, domain] = /([^\s<>@])[^\s<>@]*(@[^\s<>@]+)/u.exec(typed) ?? []
  if (first && domain) return `${first}•••${domain}`
  const letters = [...typed.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '')]
  return letters.length > shown ? `••• ${letters.slice(-shown).join('')}` : '•••'
}
