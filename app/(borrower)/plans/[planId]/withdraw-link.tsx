import { TextLink } from '#components/ui/button.tsx'
import { getTranslations } from '#lib/i18n/translations.ts'

type Props = { planId: string; state: 'asked' | 'offered' | 'active' }

export async function WithdrawLink({ planId, state }: Props) {
  const t = await getTranslations('plans')
  return (
    <TextLink
      href={`/plans/${planId}/withdraw`}
      className="flex min-h-11 items-center self-center print:hidden"
    >
      {t(`withdraw.go.${state}`)}
    </TextLink>
  )
}
