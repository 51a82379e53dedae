f"ab{f'cd{g}'}"
f"""
ab{f'cd{g}'}"""
f"""ab{f'cd{g}'}"""
  
(f"ab{f'''cd{g}'''}")
z = f'''
  {f"q{g}"}'''
f"ab{f'{f}cd{g:{h}}'}"
f"""ab{f'''
cd{g}'''}"""
('aaaa'
 f'{d:{e}xx}yy{zz}'
 'cc')
('aaaa'
 f'{d:xx{e}yy{g}}yy{zz}'
 f'{d:xx}yy{zz}'
 'cc')
