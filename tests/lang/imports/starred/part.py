print('imported', __name__)
