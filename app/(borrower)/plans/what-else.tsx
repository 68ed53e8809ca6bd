import { TextLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import type { LenderPolicy } from '#lib/domain/policy/lender-policy.ts'
import { getTranslations } from '#lib/i18n/translations.ts'

type Props = {
  deviceId: string
  policy: LenderPolicy
  /** The phone is on its way back already. */
  isReturning?: boolean
  isOwed?: boolean
}

export async function WhatElse({ deviceId, policy, isReturning = false, isOwed = true }: Props) {
  const t = await getTranslations('plans')
  const ways = [
    { name: 'pay', isOpen: isOwed },
    { name: 'promise', isOpen: isOwed && policy.promise.offered },
    { name: 'return', isOpen: isOwed && policy.return.offered && !isReturning },
    { name: 'trouble', isOpen: true },
  ] as const
  return (
    <Card>
      <h2>{t('else.title')}</h2>
      <ul className="flex flex-col gap-1">
        {ways
          .filter(({ isOpen }) => isOpen)
          .map(({ name }) => (
            <li key={name}>
              <TextLink
                href={`/phones/${deviceId}/${name}`}
                className="inline-flex min-h-11 items-center"
              >
                {t(`else.${name}`)}
              </TextLink>
            </li>
          ))}
      </ul>
    </Card>
  )
}
