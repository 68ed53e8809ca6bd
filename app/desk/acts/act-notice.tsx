import { Banner } from '#components/ui/banner.tsx'
import { TextLink } from '#components/ui/button.tsx'
import type { ActState } from './act-state.ts'

export function ActNotice({ notice }: Pick<ActState, 'notice'>) {
  if (!notice) return null
  const { tone, title, text, link } = notice
  return (
    <Banner tone={tone} title={title}>
      {text}
      {link && (
        <p>
          <TextLink href={link.href}>{link.label}</TextLink>
        </p>
      )}
    </Banner>
  )
}
