import { redirect } from 'next/navigation'

/**
 * For what is not there, or not this person's: leads to an address without a page, whose 404 the server draws.
 * Next's own `notFound()` is drawn by the browser alone, so without JavaScript it would be a blank page.
 */
export function missing(): never {
  redirect('/not-here')
}
