import type { ComponentProps } from 'react'

const looks = {
  primary: 'bg-accent text-accent-ink text-lead hover:brightness-110 active:brightness-95',
  quiet: 'bg-accent-wash text-accent-text hover:brightness-95 dark:hover:brightness-110',
  plain: 'text-accent-text underline underline-offset-4',
} as const

const shape =
  'flex min-h-12 w-full items-center justify-center gap-2 rounded-xl px-5 py-3 text-center font-semibold no-underline cursor-pointer'

type Look = { look?: keyof typeof looks }

/** Sends the form it stands in. One `primary` on a page. */
export function Button({
  look = 'primary',
  className = '',
  ...rest
}: ComponentProps<'button'> & Look) {
  return <button type="submit" className={`${shape} ${looks[look]} ${className}`} {...rest} />
}

/** A link with the weight of a button. */
export function LinkButton({
  look = 'primary',
  className = '',
  ...rest
}: ComponentProps<'a'> & Look) {
  return <a className={`${shape} ${looks[look]} ${className}`} {...rest} />
}

/** A link in text. */
export function TextLink({ className = '', ...rest }: ComponentProps<'a'>) {
  return (
    <a
      className={`font-semibold text-accent-text underline underline-offset-4 ${className}`}
      {...rest}
    />
  )
}
