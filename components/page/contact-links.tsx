type Link = { className?: string }

/** Calls a number; shows it as it is written. */
export function CallLink({ phone, ...link }: Link & { phone: string }) {
  return <ContactLink href={telOf(phone)} text={phone} {...link} />
}

export function MailLink({ email, ...link }: Link & { email: string }) {
  return <ContactLink href={`mailto:${email}`} text={email} {...link} />
}

export function telOf(phone: string): string {
  return `tel:${phone.replace(/[^+\d]/g, '')}`
}

// Inline, so that what follows it, as a comma does, stays on its line; the padding makes it large enough to touch.
const usual = 'py-1 font-semibold text-ink underline underline-offset-4'

function ContactLink({ href, text, className = usual }: Link & { href: string; text: string }) {
  return (
    <a href={href} className={className}>
      <bdi dir="ltr" className="wrap-anywhere">
        {text}
      </bdi>
    </a>
  )
}
