import { LinkButton } from '#components/ui/button.tsx'
import { Fold } from '#components/ui/fold.tsx'
import type { IconName } from '#components/ui/icon.tsx'
import { isolated } from '#lib/i18n/format.ts'
import { directionOf } from '#lib/i18n/language-names.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import type { Option } from './ways-out.ts'

type Props = { options: Option[]; lender: string }

const icons: Record<Option['way'], IconName> = {
  pay: 'card',
  promise: 'clock',
  plan: 'sheet',
  return: 'back',
}

export function Comparison({ options, lender }: Props) {
  const t = useTranslations('trouble')
  const name = isolated(lender)
  return (
    <section className="compare">
      <h2 id="compare">{t('compare')}</h2>
      <div className="card folds">
        {options.map((option) => (
          <Fold
            key={option.way}
            group="way"
            icon={icons[option.way]}
            title={t(`way.${option.way}`)}
            line={option.waits ?? t(`line.${option.way}`)}
          >
            <Facts option={option} lender={name} />
          </Fold>
        ))}
      </div>
      <Table options={options} lender={name} />
    </section>
  )
}

type OptionProps = { option: Option; lender: string }

function Facts({ option, lender }: OptionProps) {
  const t = useTranslations('trouble')
  return (
    <>
      <dl className="facts">
        <dt>{t('head.cost')}</dt>
        <dd>
          <Sentences texts={option.costs} />
        </dd>
        <dt>{t('head.phone')}</dt>
        <dd>
          <Sentences texts={option.phone} />
        </dd>
        <dt>{t('head.reported', { lender })}</dt>
        <dd>
          <Reported option={option} lender={lender} />
        </dd>
      </dl>
      {option.go && <LinkButton href={option.go.href}>{option.go.label}</LinkButton>}
    </>
  )
}

function Table({ options, lender }: Props) {
  const t = useTranslations('trouble')
  return (
    <table aria-labelledby="compare">
      <thead>
        <tr>
          <th scope="col">{t('head.way')}</th>
          <th scope="col">{t('head.cost')}</th>
          <th scope="col">{t('head.phone')}</th>
          <th scope="col">{t('head.reported', { lender })}</th>
          <th scope="col">{t('head.go')}</th>
        </tr>
      </thead>
      <tbody>
        {options.map((option) => (
          <Line key={option.way} option={option} lender={lender} />
        ))}
      </tbody>
    </table>
  )
}

function Line({ option, lender }: OptionProps) {
  const t = useTranslations('trouble')
  const { way, costs, waits, go } = option
  return (
    <tr>
      <th scope="row">
        <span className="text-lead font-semibold">{t(`way.${way}`)}</span>{' '}
        {waits && <span className="text-small font-normal text-wait">{waits}</span>}
      </th>
      <td>
        <Sentences texts={costs} />
      </td>
      <td>
        <Sentences texts={option.phone} />
      </td>
      <td>
        <Reported option={option} lender={lender} />
      </td>
      <td>
        {go && (
          <LinkButton look="quiet" href={go.href}>
            {go.label}
          </LinkButton>
        )}
      </td>
    </tr>
  )
}

function Reported({ option: { reported }, lender }: OptionProps) {
  const t = useTranslations('trouble')
  if (!reported) return <p>{t('ask', { lender })}</p>
  return (
    <p lang={reported.language} dir={directionOf(reported.language)}>
      {reported.text}
    </p>
  )
}

function Sentences({ texts }: { texts: string[] }) {
  return texts.map((text) => <p key={text}>{text}</p>)
}
