import { DeskNavigation } from '#components/desk/desk-navigation.tsx'
import { LanguageChoice } from '#components/page/language-choice.tsx'
import { MainColumn, type MainProps } from '#components/page/main-column.tsx'
import { Form } from '#components/ui/form.tsx'
import type { Lender } from '#lib/db/lenders.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import type { SignedInStaff } from '#lib/staff/guards.ts'
import { Outages } from './outages.tsx'

type Props = Omit<MainProps, 'badge'> & {
  lender: Lender
  staff: SignedInStaff['staff']
}

export function DeskPage({ lender, staff, children, ...main }: Props) {
  const t = useTranslations('desk')
  return (
    <div className="flex min-h-dvh flex-col">
      <a href="#main" className="skip-link">
        {t('skip')}
      </a>
      <header className="border-b border-line bg-paper print:border-0">
        <div className="desk-column flex flex-wrap items-center justify-between gap-x-6">
          <a href="/desk" className="flex min-h-11 items-center gap-2 pt-1">
            <span className="font-bold">{lender.name}</span>
            <span className="text-small text-soft">{t('desk')}</span>
          </a>
          <SignedInAs staff={staff} />
        </div>
        <DeskNavigation role={staff.role} />
      </header>
      <MainColumn {...main} column="desk-column">
        <Outages lender={lender} />
        {children}
      </MainColumn>
      <footer className="border-t border-line bg-paper text-small text-soft print:hidden">
        <div className="desk-column py-3">
          <LanguageChoice />
        </div>
      </footer>
    </div>
  )
}

function SignedInAs({ staff }: { staff: SignedInStaff['staff'] }) {
  const t = useTranslations('desk')
  return (
    <div className="flex flex-wrap items-center gap-x-4 text-small">
      <span>
        <bdi className="font-semibold">{staff.name}</bdi>{' '}
        <span className="text-soft">{t(`role.${staff.role}`)}</span>
      </span>
      <Form action="/desk/sign-out" method="post" className="print:hidden">
        <button
          type="submit"
          className="min-h-11 cursor-pointer text-soft underline underline-offset-4"
        >
          {t('sign_out')}
        </button>
      </Form>
    </div>
  )
}
