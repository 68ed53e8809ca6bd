/** Empty, because app/missing.ts answers instead. Without a file of this name Next draws its own beside every page. */
export default function NotFound() {
  return null
}
