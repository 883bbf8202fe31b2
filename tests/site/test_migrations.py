from django.core.management import call_command


def test_no_model_changed_without_a_migration(db: None) -> None:
    call_command("makemigrations", "linxuan_site", check=True, dry_run=True, verbosity=0)
