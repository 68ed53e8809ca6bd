import { Limited } from '#app/(public)/sign-in/limited.tsx'
import { VerdictBar } from '#app/(public)/verdict-bar.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import type { Lender } from '#lib/db/lenders.ts'
import { isolated } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { Meant } from './who-is-meant.ts'

type Props = { meant: Meant; typed: string; lender: Lender }

export async function Answer({ meant, typed, lender }: Props) {
  const t = await getTranslations('who-financed')
  if (meant.who === 'nobody_typed') return null
  if (meant.who === 'limited') return <Limited lender={lender} until={meant.until} />
  const named = {
    name: isolated(typed.trim().slice(0, 60)),
    lender: isolated(lender.name),
  }
  if (meant.who === 'us' || meant.who === 'perhaps_us')
    return (
      <Card>
        <VerdictBar
          tone={meant.who === 'us' ? 'good' : 'open'}
          title={t(`answer.${meant.who}.title`, named)}
        >
          {t(`answer.${meant.who}.text`, named)}
        </VerdictBar>
        <LinkButton href="/sign-in">{t('answer.us.sign_in')}</LinkButton>
        <LinkButton look="quiet" href="/scan">
          {t('answer.us.scan')}
        </LinkButton>
      </Card>
    )
  if (meant.who === 'other_lender')
    return (
      <Card>
        <VerdictBar
          tone="note"
          title={t('answer.other_lender.title', { name: isolated(meant.name) })}
        >
          {t('answer.other_lender.text', named)}
        </VerdictBar>
        <LinkButton href={meant.address}>
          {t('answer.other_lender.go', { name: isolated(meant.name) })}
        </LinkButton>
      </Card>
    )
  if (meant.who === 'financier') {
    const { name, site, locks, kind } = meant.financier
    return (
      <Card>
        <VerdictBar tone="wait" title={t('answer.financier.title', { name: isolated(name) })}>
          {t('answer.financier.text', { lender: isolated(lender.name) })}
        </VerdictBar>
        <p>{t(`kind.${kind}`)}</p>
        <p>{t(`locks.${locks}`)}</p>
        <LinkButton look="quiet" href={site} rel="noreferrer">
          {t('answer.financier.go', { name: isolated(name) })}
        </LinkButton>
      </Card>
    )
  }
  return (
    <Card>
      <VerdictBar tone="open" title={t(`answer.${meant.who}.title`, named)}>
        {t(`answer.${meant.who}.text`, named)}
      </VerdictBar>
    </Card>
  )
}
