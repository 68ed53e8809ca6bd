import type { ReactNode } from 'react'
import { FormButton } from './form-button.tsx'
import { Icon, type IconName } from './icon.tsx'

export function Rows({ title, children }: { title?: ReactNode; children: ReactNode }) {
  return (
    <section className="rows print:hidden">
      {title && <h2>{title}</h2>}
      {children}
    </section>
  )
}

type Line = { icon: IconName; title: ReactNode; children?: ReactNode }

export function RowLink({ href, ...line }: Line & { href: string }) {
  return (
    <a href={href} className="row">
      <RowWords {...line} />
    </a>
  )
}

export function RowButton({ name, value, ...line }: Line & { name?: string; value?: string }) {
  return (
    <FormButton className="row" name={name} value={value}>
      <RowWords {...line} />
    </FormButton>
  )
}

function RowWords({ icon, title, children }: Line) {
  return (
    <>
      <Icon name={icon} />
      <span className="row-words">
        <b>{title}</b> {children && <span>{children}</span>}
      </span>{' '}
    </>
  )
}
