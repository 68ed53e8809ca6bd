const atom = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+$/
const label = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/
const topLevel = /^(?:[A-Za-z]{2,63}|xn--[A-Za-z0-9-]{1,59})$/

/**
 * Whether mail can be addressed to it everywhere: RFC 5321's dot-atom at a full domain name, in ASCII.
 * Quoted names and address literals are allowed there, too, but few mail servers and no payment provider take them.
 */
export function isMailAddress(text: string): boolean {
  const at = text.lastIndexOf('@')
  const [name, domain] = [text.slice(0, Math.max(at, 0)), text.slice(at + 1)]
  if (text.length > 254 || name.length > 64) return false
  if (!name.split('.').every((part) => atom.test(part))) return false
  const labels = domain.split('.')
  return (
    labels.length > 1 &&
    labels.every((part) => label.test(part)) &&
    topLevel.test(labels.at(-1) ?? '')
  )
}
