'use client'

import {
  type ComponentProps,
  createContext,
  type ReactNode,
  useContext,
  useSyncExternalStore,
} from 'react'

const IsShownAgain = createContext(false)

/** The form around these buttons shows what was wrong with it, and sends itself to its own page. */
export function ShownAgain({ children }: { children: ReactNode }) {
  return <IsShownAgain value={true}>{children}</IsShownAgain>
}

/**
 * Sends the form it stands in. A link of the summary leaves its field in the address; without scripts the form would be answered
 * under that address, and the browser go to the field again instead of to what is wrong now. So the button names the place.
 */
export function FormButton(props: ComponentProps<'button'>) {
  const isShownAgain = useContext(IsShownAgain)
  const hasScripts = useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  )
  return (
    <button type="submit" formAction={isShownAgain && !hasScripts ? '#' : undefined} {...props} />
  )
}

function neverChanges(): () => void {
  return () => {}
}
