import { TextLink } from '#components/ui/button.tsx'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { PlanRecord } from '#lib/plans/queries.ts'

export async function WithdrawLink({ plan: { id, state } }: { plan: PlanRecord }) {
  const t = await getTranslations('plans')
  return (
    <TextLink
      href={`/plans/${id}/withdraw`}
      className="flex min-h-11 items-center self-center print:hidden"
    >
      {t(`withdraw.go.${state}`)}
    </TextLink>
  )
}
