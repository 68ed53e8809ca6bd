import { DeadEnd } from './dead-end.tsx'
import RootLayout, { generateMetadata } from './layout.tsx'

export { generateMetadata }

/**
 * One page for what is not there, what is another's, and links that were guessed or revoked.
 * Global, because Next draws a `not-found.tsx` along with every page beside it, needed or not.
 */
export default function GlobalNotFound() {
  return (
    <RootLayout>
      <DeadEnd why="not_found" />
    </RootLayout>
  )
}
