import type { ComponentProps } from 'react'
import { FormButton } from './form-button.tsx'

type Look = { look?: 'primary' | 'quiet' | 'plain' }

/** Sends the form it stands in. One `primary` on a page. */
export function Button({
  look = 'primary',
  className = '',
  ...rest
}: ComponentProps<'button'> & Look) {
  return <FormButton className={`button button-${look} ${className}`} {...rest} />
}

/** A link with the weight of a button. The space keeps two apart where no styles do. */
export function LinkButton({
  look = 'primary',
  className = '',
  ...rest
}: ComponentProps<'a'> & Look) {
  return (
    <>
      <a className={`button button-${look} ${className}`} {...rest} />{' '}
    </>
  )
}

export function TextLink({ className = '', ...rest }: ComponentProps<'a'>) {
  return <a className={`text-link ${className}`} {...rest} />
}
