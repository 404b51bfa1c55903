import {
  AppstoreOutlined,
  AuditOutlined,
  CalculatorOutlined,
  CalendarOutlined,
  CheckSquareOutlined,
  FileOutlined,
  HomeOutlined,
  KeyOutlined,
  MailOutlined,
  SafetyOutlined,
  SettingOutlined,
  TeamOutlined,
  UserOutlined,
} from '@ant-design/icons'

const icons: Record<string, typeof AppstoreOutlined> = {
  audit: AuditOutlined,
  calculator: CalculatorOutlined,
  calendar: CalendarOutlined,
  check: CheckSquareOutlined,
  file: FileOutlined,
  home: HomeOutlined,
  key: KeyOutlined,
  mail: MailOutlined,
  safety: SafetyOutlined,
  setting: SettingOutlined,
  team: TeamOutlined,
  user: UserOutlined,
}

/** A definition's icon. Names that are not in the map get a plain one, so that a new resource needs no edit here. */
export function ResourceIcon({ name }: { name: string }) {
  const Icon = icons[name] ?? AppstoreOutlined
  return <Icon aria-hidden />
}
