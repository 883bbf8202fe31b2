"""Papers are made of one thing that happened: a submission, a return, names published, a title."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('linxuan_site', '0031_arrivals'),
    ]

    operations = [
        migrations.AddField(
            model_name='issuedpaper',
            name='designation',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='linxuan_site.designation'),
        ),
        migrations.AddField(
            model_name='issuedpaper',
            name='kind',
            field=models.CharField(max_length=30, null=True),
        ),
        migrations.AddField(
            model_name='issuedpaper',
            name='publicity',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='linxuan_site.publicity'),
        ),
        migrations.AddField(
            model_name='issuedpaper',
            name='step',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='linxuan_site.step'),
        ),
        migrations.AddField(
            model_name='issuedpaper',
            name='submission',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='linxuan_site.submission'),
        ),
        migrations.AddConstraint(
            model_name='issuedpaper',
            constraint=models.UniqueConstraint(condition=models.Q(('step__isnull', False)), fields=('paper', 'step'), name='return_told_once'),
        ),
    ]
